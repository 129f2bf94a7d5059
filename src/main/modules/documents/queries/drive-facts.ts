// The facts of a test drive's agreement, by the field names its template uses.
import { vehicles } from '../../../../shared/modules/vehicles/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { carOf } from '../../orders/queries/facts.ts'
import { mustSeeDrive } from '../../testdrives/queries/facts.ts'
import { commonFacts, type PaperFacts } from './facts.ts'

/** @throws Refusal('not-found'). */
export function factsOfDrive(db: Reader, id: string): PaperFacts {
  const drive = mustSeeDrive(db, id)
  const common = commonFacts(db, { ...drive, subjectId: id }, carOf(db, drive.vehicleId), {
    no: drive.no,
    version: 1,
    provisional: false,
    rightNo: null,
    signedAs: drive.no,
  })
  const facts = {
    ...common,
    drive: {
      no: drive.no,
      on: drive.driveOn,
      slot: drive.slot,
      route: drive.route ?? '',
      routeKm: drive.routeKm ?? '',
      kmOut: drive.kmOut ?? '',
      fuelOut: drive.fuelOut ?? '',
      licenceNo: drive.licenceNo ?? '',
      licenceClass: drive.licenceClass ?? '',
      licenceUntil: drive.licenceClass === null ? '' : (drive.licenceExpiresOn ?? '长期'),
      plate: db.row(vehicles, drive.vehicleId)?.plate ?? '',
    },
  }
  return {
    facts,
    title: `试驾协议 ${drive.no} ${(common['customer'] as { name: string }).name}`.trim(),
    rev: 1,
    provisional: false,
    rightNo: null,
  }
}
