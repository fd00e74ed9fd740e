/** Says that something stands behind the end of a container, which was read all the same. */
export function describeTrailing(byteCount: number, container: string): string {
  const bytes = byteCount === 1 ? '1 byte stands' : `${byteCount} bytes stand`
  return `${bytes} behind the end of the ${container} and ${byteCount === 1 ? 'was' : 'were'} passed over. The ${container} itself is complete.`
}
