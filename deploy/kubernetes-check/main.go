// kubernetes-check DIRECTORY VERSION renders a kustomization as `kubectl kustomize` does, and judges every object of it by
// the published API schemas of that Kubernetes version: unknown fields and wrong types are errors. Prints the rendered objects
// as YAML.
package main

import (
	"errors"
	"fmt"
	"os"

	"sigs.k8s.io/kubectl-validate/pkg/openapiclient"
	"sigs.k8s.io/kubectl-validate/pkg/validator"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	rendered, err := check(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(string(rendered))
}

func check(directory string, version string) ([]byte, error) {
	objects, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), directory)
	if err != nil {
		return nil, err
	}
	judge, err := validator.New(openapiclient.NewHardcodedBuiltins(version))
	if err != nil {
		return nil, err
	}
	var problems error
	for _, object := range objects.Resources() {
		text, err := object.AsYAML()
		if err == nil {
			err = validate(judge, text)
		}
		if err != nil {
			problems = errors.Join(problems, fmt.Errorf("%s: %w", object.CurId(), err))
		}
	}
	if problems != nil {
		return nil, problems
	}
	return objects.AsYaml()
}

func validate(judge *validator.Validator, text []byte) error {
	_, parsed, err := judge.Parse(text)
	if err != nil {
		return err
	}
	return judge.Validate(parsed)
}
