// A paper as a desk archives one that was printed: its bytes in the profile, its row by the product's own command.
import type { Random } from '../../src/main/demo/random.ts'
import type { Desktop } from '../support/desktop.ts'

/** Of some order; null while there is none. Returns the digest of so many random bytes, which do not compress. */
export function archive(desk: Desktop, random: Random, bytes: number): string | null {
  const orders = desk.st.all<{ id: string; rev: number }>('SELECT id, rev FROM orders ORDER BY id DESC LIMIT 12')
  if (orders.length === 0) return null
  const { id: orderId, rev } = random.pick(orders)
  const { sha256, size } = desk.files.put(random.bytes(bytes))
  desk.run('documents.archive', {
    id: desk.session.newId(),
    kind: 'contract',
    orderId: orderId as never,
    title: '合同',
    templateId: 't',
    templateVersion: 1,
    rev,
    provisional: false,
    rightNo: null,
    sha256,
    size,
  })
  return sha256
}
