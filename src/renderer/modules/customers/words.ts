// What a changed column of a customer is called.
/** Columns of the log by the name the form has for them; columns that travel with another are not named twice. */
const shownAs: Readonly<Record<string, string>> = {
  name: 'name',
  phone: 'phone',
  phone2: 'phone2',
  id_number: 'idNumber',
  gender: 'gender',
  birthday_on: 'birthdayOn',
  address: 'address',
  wechat: 'wechat',
  email: 'email',
  contact: 'contact',
  source: 'source',
  level: 'level',
  wants: 'wants',
  budget_fen: 'budgetFen',
  use_kind: 'useKind',
  buy_kind: 'buyKind',
  buys_every: 'buysEvery',
  pays: 'pays',
  energy_wish: 'energyWish',
  seats_wish: 'seatsWish',
  likes: 'likes',
  consultant_id: 'consultantId',
  note: 'note',
}
export const fieldsOf = (columns: readonly string[]): string[] => columns.flatMap((column) => shownAs[column] ?? [])
