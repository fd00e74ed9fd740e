// Checks that print a line each and are counted, for the scripts here that look at what was built.
let passed = 0

/** Runs one check and prints its title, and why it failed. */
export function check(title, test) {
  try {
    test()
    passed += 1
    console.log(`ok - ${title}`)
  } catch (error) {
    console.log(`not ok - ${title}: ${error.message.split('\n')[0]}`)
    process.exitCode = 1
  }
}

/** Prints how many checks passed. */
export function finish() {
  console.log(`${passed} passed, ${process.exitCode === 1 ? 'some' : 0} failed, 0 skipped`)
}
