// A guest's right to be forgotten, as far as their test drives hold anything personal. That a car was driven stays.
import { testDrives } from '../../../../shared/modules/testdrives/tables.ts'
import type { Writer } from '../../../store/write.ts'
import { forgetAttached } from '../../documents/commands/attach.ts'

export function forgetDrivesOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM test_drives WHERE customer_id = ?', customerId)) {
    db.erase(testDrives, id)
    forgetAttached(db, id)
  }
}
