// A keycap beside a command.
import { spokenKeys } from './keys.ts'
import './marks.css'

export const Kbd = ({ keys }: { keys: string }) => <kbd className="kbd">{spokenKeys(keys)}</kbd>
