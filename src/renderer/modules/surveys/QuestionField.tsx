// One question and its answer: points and choices as buttons, words as a field. `large` before a customer.
import { useTranslation } from 'react-i18next'
import type { Answers, Question } from '../../../shared/modules/surveys/rules.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import './kiosk.css'

type Said = Answers[string]
type Props = { question: Question; value: Said | undefined; onChange: (said: Said | undefined) => void; large?: boolean }

const pointsFrom = (least: number): number[] => Array.from({ length: 11 - least }, (_, at) => at + least)

export function QuestionField({ question, value, onChange, large = false }: Props) {
  const { t } = useTranslation('surveys')
  const { kind, text, options, required } = question
  if (kind === 'words')
    return (
      <TextArea
        label={text}
        optional={!required}
        value={typeof value === 'string' ? value : ''}
        onChange={(words) => onChange(words.trim() === '' ? undefined : words)}
        rows={large ? 4 : 2}
      />
    )
  const choices: readonly Said[] = kind === 'choice' ? options : pointsFrom(kind === 'recommend' ? 0 : 1)
  return (
    <fieldset className={`question${large ? ' large' : ''}`}>
      <legend>
        {text}
        {!required && <span className="cap"> {t('optional')}</span>}
      </legend>
      <div className="choices">
        {choices.map((choice) => (
          <Button
            key={choice}
            size={large ? 'large' : 'small'}
            pressed={value === choice}
            onPress={() => onChange(value === choice && !required ? undefined : choice)}
          >
            {String(choice)}
          </Button>
        ))}
      </div>
      {kind !== 'choice' && <p className="cap">{t(kind === 'recommend' ? 'scale.recommend' : 'scale.score')}</p>}
    </fieldset>
  )
}
