// Everything before a store is open: first run, unlocking, waiting, repair. One screen per phase.
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'

export function SetupScreen({ status, onDone }: { status: Output<'setup.status'>; onDone: () => void }) {
  return <div><p>{status.phase}</p><Button onPress={() => void call('setup.tryDemo', {}).then(onDone)}>demo</Button></div>
}
