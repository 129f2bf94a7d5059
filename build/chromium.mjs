// The browser the console is tested in: an installed Chromium, or Debian's, installed when root; absent is an error.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Its path. @throws with the line that installs it */
export function chromium() {
  const found = () => [process.env.CHROMIUM ?? '', ...PLACES].find((place) => place !== '' && fs.existsSync(place))
  const there = found()
  if (there) return there
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options)
    const installed = found()
    if (installed) return installed
  }
  throw new Error('The console is tested in Chromium, which is missing:\n  sudo apt-get install chromium')
}
