// Makes and checks the verifiers of passwords and PINs: Argon2id off the main thread, in PHC form. Which text is good
// enough, and how often one may try, is decided elsewhere.
import { ARGON } from '../shared/modules/identity/rules.ts'

/** Loaded when the first secret is made or checked: no start needs it. */
const argon = () => import('@node-rs/argon2')
/** Argon2id; the library's const enum does not survive type stripping. */
const ARGON2ID = 2
const options = { algorithm: ARGON2ID, memoryCost: ARGON.memoryKib, timeCost: ARGON.passes, parallelism: 1, outputLen: 32 }

/** The same characters whatever keyboard made them: full-width digits and composed letters are one. */
const plain = (secret: string): string => secret.normalize('NFKC')

/** A new verifier with its own salt; about a tenth of a second of one core. */
export const hashSecret = async (secret: string): Promise<string> => (await argon()).hash(plain(secret), options)

let decoy: Promise<string> | null = null

/**
 * Whether the secret is the one the verifier was made of. Without a verifier it takes as long and says no, so that the
 * time of an answer does not tell whether a person exists. A verifier that cannot be read says no.
 */
export async function checkSecret(verifier: string | null, secret: string): Promise<boolean> {
  const against = verifier ?? (await (decoy ??= hashSecret('nobody')))
  try {
    const { verify } = await argon()
    return (await verify(against, plain(secret))) && verifier !== null
  } catch {
    return false
  }
}
