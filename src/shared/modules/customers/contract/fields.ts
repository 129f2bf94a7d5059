// What a form says of a customer, as it is typed and as it is stored: phones, papers with their check digits, a customer as they are
// entered, a correction, and a follow-up as it is planned.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { checkIdCard, checkPhone, checkUscc, customerKinds, followUpChannels, genders, idKinds, intentionLevels } from '../rules.ts'
import { energies } from '../../vehicles/rules.ts'
import { buyKinds, payWays, carUses } from '../rules/needs.ts'

const Id = z.string().min(1).max(100)
const Words = z.string().trim().max(200)
const Long = z.string().trim().max(2000)
/** An empty field is none. */
export const orNull = <T extends z.ZodType<unknown, string>>(type: T) =>
  z
    .string()
    .nullable()
    .transform((text) => (text === null || text.trim() === '' ? null : text))
    .pipe(type.nullable())

/** As typed; comes out in the form it is stored in. */
export const Phone = z
  .string()
  .max(60)
  .transform((text, ctx) => {
    const check = checkPhone(text)
    if (check.ok) return check.normal
    ctx.addIssue({ code: 'custom', message: `phone-${check.problem}` })
    return z.NEVER
  })

const fields = {
  kind: z.enum(customerKinds),
  name: z.string().trim().min(1).max(80),
  phone: orNull(Phone),
  phone2: orNull(Phone),
  idKind: orNull(z.enum(idKinds)),
  idNumber: orNull(z.string().trim().max(40)),
  gender: orNull(z.enum(genders)),
  birthdayOn: orNull(Day),
  province: orNull(Words),
  city: orNull(Words),
  district: orNull(Words),
  address: orNull(Words),
  wechat: orNull(Words),
  email: orNull(z.email().max(200)),
  contact: orNull(Words),
  source: orNull(Words),
  level: orNull(z.enum(intentionLevels)),
  wants: orNull(Words),
  budgetFen: z.int().min(0).nullable(),
  useKind: orNull(z.enum(carUses)),
  buyKind: orNull(z.enum(buyKinds)),
  buysEvery: z.int().min(1).max(40).nullable(),
  pays: orNull(z.enum(payWays)),
  energyWish: orNull(z.enum(energies)),
  seatsWish: z.int().min(1).max(60).nullable(),
  likes: orNull(Words),
  consultantId: orNull(Id),
  note: orNull(Long),
}

type Paper = { idKind?: string | null | undefined; idNumber?: string | null | undefined }

/** The stored form of an ID number of its kind, and every word for what is wrong with it. Papers without a check digit pass. */
export function checkPaper(kind: string | null | undefined, number: string): { number: string; problems: string[] } {
  if (!kind) return { number, problems: ['id-kind-missing'] }
  if (kind === 'id-card') {
    const check = checkIdCard(number)
    return { number: check.number, problems: check.problems.map((problem) => `id-card-${problem}`) }
  }
  if (kind === 'uscc') {
    const check = checkUscc(number)
    return { number: check.uscc, problems: check.problems.map((problem) => `uscc-${problem}`) }
  }
  return { number: number.toUpperCase(), problems: [] }
}

function checkedPaper<T extends Paper>(given: T, ctx: z.RefinementCtx): T {
  if (!given.idNumber) return given
  const { number, problems } = checkPaper(given.idKind, given.idNumber)
  for (const problem of problems) ctx.addIssue({ code: 'custom', path: ['idNumber'], message: problem })
  return { ...given, idNumber: number }
}

/** A follow-up as it is planned. */
export const Plan = z.object({
  dueOn: Day,
  /** The hour of an appointment, as minute of the day. */
  dueMinute: z.int().min(0).max(1439).nullable().default(null),
  channel: z.enum(followUpChannels),
  note: orNull(Long).default(null),
})

/** Only name and one way to reach the person are needed; the rest may come later. */
export const NewCustomer = z
  .object({
    ...fields,
    phone: fields.phone.default(null),
    phone2: fields.phone2.default(null),
    idKind: fields.idKind.default(null),
    idNumber: fields.idNumber.default(null),
    gender: fields.gender.default(null),
    birthdayOn: fields.birthdayOn.default(null),
    province: fields.province.default(null),
    city: fields.city.default(null),
    district: fields.district.default(null),
    address: fields.address.default(null),
    wechat: fields.wechat.default(null),
    email: fields.email.default(null),
    contact: fields.contact.default(null),
    source: fields.source.default(null),
    level: fields.level.default(null),
    wants: fields.wants.default(null),
    budgetFen: fields.budgetFen.default(null),
    useKind: fields.useKind.default(null),
    buyKind: fields.buyKind.default(null),
    buysEvery: fields.buysEvery.default(null),
    pays: fields.pays.default(null),
    energyWish: fields.energyWish.default(null),
    seatsWish: fields.seatsWish.default(null),
    likes: fields.likes.default(null),
    consultantId: fields.consultantId.default(null),
    note: fields.note.default(null),
    kind: fields.kind.default('person'),
  })
  .transform(checkedPaper)
export type NewCustomer = z.infer<typeof NewCustomer>

/** The columns a correction names and no others; `null` empties one. An ID number alone is judged by the kind that is stored. */
export const CustomerPatch = z
  .object(fields)
  .partial()
  .transform((given, ctx) => (given.idKind === undefined ? given : checkedPaper(given, ctx)))
export type CustomerPatch = z.infer<typeof CustomerPatch>
