// A profile opened by a process of its own, so that it can be killed: told the start-up passphrase by message, it says
// each phase it goes into.
import { openProfile } from './profile.ts'

process.once('message', (told) => {
  void open(told as { profile: string; passphrase: string })
})

async function open({ profile, passphrase }: { profile: string; passphrase: string }): Promise<void> {
  const opened = await openProfile(profile)
  if (opened.status().phase === 'locked') await opened.ask('setup.unlock', { passphrase })
  for (let last = ''; ; await new Promise((done) => setTimeout(done, 5))) {
    const { phase } = opened.status()
    if (phase !== last) process.send?.(phase)
    last = phase
  }
}
