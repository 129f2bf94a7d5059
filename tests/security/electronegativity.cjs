// A program of its own: runs Electronegativity over a folder and prints its findings as JSON on the last line. Apart from
// the tests because it is CommonJS, chats on the console and looks for news of Electron's releases on the network; without
// them it judges by the version it is told.
const run = require('@doyensec/electronegativity')

const [, , input, electronVersion] = process.argv
const say = console.log
console.log = () => undefined
process.on('uncaughtException', (error) => {
  // The look for releases fails on a machine without a line, also after the findings are there.
  if (!/onCancel|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|Timeout/.test(String(error.message))) throw error
})
run({ input, isVerbose: false, isRelative: true, electronVersionOverride: electronVersion }).then(
  ({ issues, errors, atomicChecks, globalChecks }) => {
    const found = issues.map(({ id, file, sample }) => ({ id, file: String(file), sample: String(sample ?? '').trim() }))
    say(JSON.stringify({ found, errors, checks: atomicChecks + globalChecks }))
    process.exit(0)
  },
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
