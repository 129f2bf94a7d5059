// Writes what the keyboard runs of the ten main jobs took into the README: reads the e2e run's output, whose lines `job NAME: N
// inputs, S s` are the tests' own, and changes nothing where a job was not run. node build/jobs.mjs < output
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

const said = new Map(
  [...(await text(process.stdin)).matchAll(/job ([a-z -]+): (\d+) inputs, ([\d.]+) s/g)].map(([, job, inputs, seconds]) => [
    job,
    `${inputs} | ${seconds} s`,
  ]),
)
const readme = readFileSync('README.md', 'utf8')
const told = readme.replace(/^(\| ([a-z -]+) \|[^|]*\|[^|]*\|)[^|]*\|[^|]*\|$/gm, (line, head, job) =>
  said.has(job) ? `${head} ${said.get(job)} |` : line,
)
writeFileSync('README.md', told)
console.log(said.size === 0 ? 'no job was told' : `${said.size} jobs written`)
