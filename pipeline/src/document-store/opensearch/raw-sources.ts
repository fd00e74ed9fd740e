const key = '"_source":{'

/**
 * Makes a text of each stored document in an answer, so that it comes as it was written: `JSON.parse` would round long numbers and
 * lay the text out anew. In a JSON text the key with its quotes cannot stand inside of another text, whose quotes are escaped.
 */
export function sourcesAsText(json: string): string {
  let found = json.indexOf(key)
  if (found < 0) return json
  let result = ''
  let written = 0
  while (found >= 0) {
    const start = found + key.length - 1
    const end = endOfObject(json, start)
    result += json.slice(written, start) + JSON.stringify(json.slice(start, end))
    written = end
    found = json.indexOf(key, end)
  }
  return result + json.slice(written)
}

const quote = 0x22
const opens = 0x7b
const closes = 0x7d

/** Position after the object that begins there. */
function endOfObject(json: string, start: number): number {
  let depth = 0
  for (let at = start; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === quote) at = endOfString(json, at)
    else if (code === opens) depth += 1
    else if (code === closes && (depth -= 1) === 0) return at + 1
  }
  return json.length
}

/** Position of the quote that ends the text which begins there. */
function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let backslashes = 0
    while (json[at - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return at
  }
  return json.length
}
