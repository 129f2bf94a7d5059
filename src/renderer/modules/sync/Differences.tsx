// Field by field, what the two sides do not agree on: what is there now in ink, the late version in pencil.
import { useTranslation } from 'react-i18next'
import type { CaseCard } from '../../../shared/modules/sync/contract/case-card.ts'
import { columnText, valueText } from './words.ts'

export function Differences({ fields }: { fields: CaseCard['fields'] }) {
  const { t } = useTranslation('sync')
  return (
    <table className="facts differ" aria-label={t('differ.table')}>
      <thead>
        <tr>
          <th scope="col">{t('differ.field')}</th>
          <th scope="col">{t('differ.theirs')}</th>
          <th scope="col">{t('differ.mine')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={`${field.table}.${field.column}.${String(field.mine)}`}>
            <th scope="row">{columnText(t, field.column)}</th>
            <td className="mid">{valueText(t, field.column, field.theirs)}</td>
            <td className="pencilled">{valueText(t, field.column, field.mine)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
