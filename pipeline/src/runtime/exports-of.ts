/**
 * What a library in Node's older form of modules exports, in whatever way it was loaded: in a bundle everything lies below
 * `default`, and where sources are run some libraries have no `default`.
 */
export function exportsOf<Library extends object>(loaded: Library & { readonly default?: object }): Library {
  return (loaded.default as Library | undefined) ?? loaded
}
