// Checks that a device's changesets are the next links of its chain, exactly as they were written.
import { hash } from 'node:crypto'
import { chainText, contentText, type Changeset } from '../shared/sync/protocol.ts'
import { HqRefusal } from './refusal.ts'
import type { Chain, StoredChangeset } from './store/store.ts'

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data)
const contentDigest = (c: Changeset): string => sha256(contentText(c, sha256(c.payload)))

/** The hash a link has when it carries these contents. */
const sealed = ({ prevHash, incarnation, seq }: Pick<Changeset, 'prevHash' | 'incarnation' | 'seq'>, contents: Changeset): string =>
  sha256(chainText(prevHash, incarnation, seq, contentDigest(contents)))

/** The next link of a chain. */
export function linked(
  { replica, incarnation, seq, hash: prevHash }: Chain,
  contents: Omit<Changeset, 'replica' | 'incarnation' | 'seq' | 'prevHash' | 'hash'>,
): Changeset {
  const changeset = { ...contents, replica, incarnation, seq: seq + 1, prevHash, hash: '' }
  return { ...changeset, hash: sealed(changeset, changeset) }
}

/**
 * Which of these HQ has not seen. They must follow each other and `chain` without a gap.
 * @throws HqRefusal `fork`: a known place of the chain holds something else · `gap`: links are missing · `bad-request`: the hash is not that of the contents
 */
export function newLinks(changesets: readonly Changeset[], known: ReadonlyMap<string, StoredChangeset>, chain: Chain): Changeset[] {
  const fresh: Changeset[] = []
  let { seq, hash } = chain
  for (const changeset of changesets) {
    const earlier = known.get(changeset.id)?.changeset ?? fresh.find((f) => f.id === changeset.id)
    if (earlier) {
      // Known by its contents, whatever path or incarnation it came by: those it was sealed with. The ones kept may have lost a person since.
      if (earlier.hash !== sealed(earlier, changeset)) throw new HqRefusal('fork')
      continue
    }
    if (changeset.incarnation !== chain.incarnation || changeset.seq <= seq) throw new HqRefusal('fork')
    if (changeset.seq > seq + 1) throw new HqRefusal('gap', { expected: seq + 1 })
    if (changeset.prevHash !== hash) throw new HqRefusal('fork')
    if (changeset.hash !== sealed(changeset, changeset)) throw new HqRefusal('bad-request')
    seq = changeset.seq
    hash = changeset.hash
    fresh.push(changeset)
  }
  return fresh
}
