// Everything before a store is open: first run, unlocking, waiting, repair. One screen per phase, all in one frame.
import { Activity, useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { Busy } from './Busy.tsx'
import { FirstRun } from './FirstRun.tsx'
import { Frame } from './Frame.tsx'
import { RecoverySheet } from './RecoverySheet.tsx'
import { Revoked } from './Revoked.tsx'
import { Trouble } from './Trouble.tsx'
import { Unlock } from './Unlock.tsx'

export type SetupStatus = Output<'setup.status'>

export function SetupScreen({ status, onDone }: { status: SetupStatus; onDone: () => void }) {
  const { phase, work } = status
  // What was typed to found or join a store stays while main works on it, and is there again if that fails.
  const [begun, setBegun] = useState(phase === 'first-run')
  if (phase === 'first-run' && !begun) setBegun(true)
  const founding = phase === 'busy' && (work === 'founding' || work === 'joining' || work === 'restoring')
  // The same for a store in trouble: a backup that was refused must find its words where it was chosen.
  const repairing = phase === 'busy' && work === 'restoring' && status.damaged !== null
  if (phase === 'first-run' || (founding && begun && !repairing))
    return (
      <>
        {founding && (
          <Frame hero="busy">
            <Busy status={status} />
          </Frame>
        )}
        <Activity mode={founding ? 'hidden' : 'visible'}>
          <FirstRun status={status} onDone={onDone} />
        </Activity>
      </>
    )
  if (phase === 'founded')
    return (
      <Frame hero="founded">
        <RecoverySheet storeName={status.storeName} onDone={onDone} />
      </Frame>
    )
  if (phase === 'locked')
    return (
      <Frame hero="locked">
        <Unlock status={status} onDone={onDone} />
      </Frame>
    )
  if (phase === 'revoked')
    return (
      <Frame hero="revoked">
        <Revoked status={status} onDone={onDone} />
      </Frame>
    )
  if (phase === 'damaged' || phase === 'future' || repairing)
    return (
      <>
        {repairing && (
          <Frame hero="busy">
            <Busy status={status} />
          </Frame>
        )}
        <Activity mode={repairing ? 'hidden' : 'visible'}>
          <Frame hero="trouble">
            <Trouble status={status} onDone={onDone} />
          </Frame>
        </Activity>
      </>
    )
  return (
    <Frame hero="busy">
      <Busy status={status} />
    </Frame>
  )
}
