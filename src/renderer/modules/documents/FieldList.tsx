// The fields a template of this kind may name, by what they are called at the counter; pressing one puts it at the cursor.
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import { choicesOf, type Choice } from './snippets.ts'

export function FieldList({ kind, disabled, onInsert }: { kind: PaperKind; disabled: boolean; onInsert: (snippet: string) => void }) {
  const { t } = useTranslation('documents')
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim().toLowerCase())
  const nameOf = (choice: Choice): string => t(`fields.${choice.path.replaceAll('.', '_')}`)
  const choices = useMemo(() => choicesOf(kind), [kind])
  const shown = choices.filter(
    (choice) => wanted === '' || choice.path.toLowerCase().includes(wanted) || nameOf(choice).toLowerCase().includes(wanted),
  )
  const groups = [...new Set(shown.map((choice) => choice.group))]
  return (
    <section className="field-list" aria-label={t('insertField')}>
      <h2 className="title">{t('insertField')}</h2>
      <input
        type="search"
        className="control"
        value={typed}
        placeholder={t('findField')}
        aria-label={t('findField')}
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="field-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="label">{t(`groups.${group}`)}</h3>
            {shown
              .filter((choice) => choice.group === group)
              .map((choice) => (
                <div key={choice.path} className="field-line">
                  <button type="button" disabled={disabled} title={choice.snippet} onClick={() => onInsert(choice.snippet)}>
                    <span>{nameOf(choice)}</span>
                    <code>{choice.path}</code>
                  </button>
                  {choice.other && (
                    <button
                      type="button"
                      className="other"
                      disabled={disabled}
                      title={choice.other}
                      aria-label={t('inCapitals', { field: nameOf(choice) })}
                      onClick={() => onInsert(choice.other ?? '')}
                    >
                      {t('capitals')}
                    </button>
                  )}
                </div>
              ))}
          </section>
        ))}
        {shown.length === 0 && <p className="cap">{t('ui:field.nothingFound')}</p>}
      </div>
    </section>
  )
}
