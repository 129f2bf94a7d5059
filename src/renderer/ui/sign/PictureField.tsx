// Photos a form takes along: chosen from the disk or a camera's card, made smaller, kept at once; the form sends which.
import CloseIcon from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { start } from '../../api.ts'
import { Button } from '../Button.tsx'
import { Refused } from '../Refused.tsx'
import { makeSmaller } from './make-smaller.ts'
import './sign.css'

export function PictureField({ label, value, onChange }: { label: string; value: readonly Photo[]; onChange: (photos: Photo[]) => void }) {
  const { t } = useTranslation('ui')
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<Failure | null>(null)
  const take = async (files: readonly File[]): Promise<void> => {
    setFailure(null)
    const taken: Photo[] = []
    for (const file of files) {
      const small = await makeSmaller(file).catch(() => null)
      const reply = small && (await start('documents.keepPicture', small).done)
      if (!reply?.ok) return setFailure(reply?.error ?? { code: 'not-a-picture' })
      taken.push(reply.value)
      setSeen((before) => ({ ...before, [reply.value.sha256]: `data:${small?.kind};base64,${small?.base64}` }))
    }
    onChange([...value, ...taken.filter((photo) => !value.some(({ sha256 }) => sha256 === photo.sha256))])
  }
  return (
    <div className="field">
      <div className="row">
        <label className="file-pick">
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            multiple
            aria-label={label}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])]
              event.target.value = ''
              void take(files)
            }}
          />
          <span className="btn plain small">{label}</span>
        </label>
        <span className="optional">{t('field.optional')}</span>
      </div>
      {value.length > 0 && (
        <div className="pictures">
          {value.map((photo, at) => (
            <div key={photo.sha256} className="picture">
              <img src={seen[photo.sha256]} alt={t('picture.nth', { n: at + 1 })} />
              <Button
                kind="quiet"
                size="small"
                icon={CloseIcon}
                label={t('picture.remove', { n: at + 1 })}
                onPress={() => onChange(value.filter((each) => each !== photo))}
              />
            </div>
          ))}
        </div>
      )}
      {failure && <Refused error={failure} module="documents" />}
    </div>
  )
}
