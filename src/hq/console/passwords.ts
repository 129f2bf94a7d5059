// Makes and checks the verifiers of administrators' passwords, as hard as a desktop's: Argon2id, one at a time, so that
// a crowd at the door cannot take the memory from the desktops' rounds.
import { hash, verify } from '@node-rs/argon2'
import { ARGON } from '../../shared/modules/identity/rules.ts'
import { createQueue } from '../queue.ts'

/** Argon2id; the library's const enum does not survive type stripping. */
const ARGON2ID = 2
const options = { algorithm: ARGON2ID, memoryCost: ARGON.memoryKib, timeCost: ARGON.passes, parallelism: 1, outputLen: 32 }
const plain = (secret: string): string => secret.normalize('NFKC')
const turns = createQueue()

export const hashPassword = (password: string): Promise<string> => turns.run(() => hash(plain(password), options))

let decoy: Promise<string> | null = null
/** Without a verifier it takes as long and says no: the time of an answer does not tell whether a person exists. */
export async function checkPassword(verifier: string | null, password: string): Promise<boolean> {
  const against = verifier ?? (await (decoy ??= hashPassword('nobody')))
  return turns.run(async () => (await verify(against, plain(password)).catch(() => false)) && verifier !== null)
}
