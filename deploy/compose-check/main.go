// compose-check FILE reads a Compose file as `docker compose` does: unknown keys, wrong types and services that depend on
// others that are not there are errors. Prints the names of the services.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions([]string{os.Args[1]}, cli.WithProfiles([]string{"*"}))
	if err == nil {
		project, loadErr := options.LoadProject(context.Background())
		if loadErr == nil {
			names := project.ServiceNames()
			sort.Strings(names)
			fmt.Println(names)
			return
		}
		err = loadErr
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
