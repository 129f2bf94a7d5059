// Photos and papers a form takes along: chosen from the disk or a camera's card, photos made smaller, kept at once; the form sends which.
import CloseIcon from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Evidence, Photo } from '../../../shared/modules/documents/contract.ts'
import { PICTURE_LIMIT } from '../../../shared/modules/documents/rules.ts'
import { start } from '../../api.ts'
import { Button } from '../Button.tsx'
import { Refused } from '../Refused.tsx'
import { makeSmaller } from './make-smaller.ts'
import './sign.css'

const PICTURES = 'image/jpeg,image/png,image/webp'
const PDF = 'application/pdf'

/** A file as this desktop keeps it, and what is shown of it: the picture, or null for a paper, which its name stands for. */
type Kept<T> = { ok: true; value: T; preview: string | null } | { ok: false; error: Failure }
type Taken<T> = { label: string; value: readonly T[]; onChange: (files: T[]) => void; required?: boolean }

async function keepPhoto(file: File): Promise<Kept<Photo>> {
  const small = await makeSmaller(file).catch(() => null)
  if (!small) return { ok: false, error: { code: 'not-a-picture' } }
  const reply = await start('documents.keepPicture', small).done
  return reply.ok ? { ...reply, preview: `data:${small.kind};base64,${small.base64}` } : reply
}

async function keepEvidence(file: File): Promise<Kept<Evidence>> {
  if (file.type !== PDF) {
    const kept = await keepPhoto(file)
    return kept.ok ? { ...kept, value: { ...kept.value, name: null } } : kept
  }
  if (file.size > PICTURE_LIMIT) return { ok: false, error: { code: 'file-too-large' } }
  let binary = ''
  for (const byte of new Uint8Array(await file.arrayBuffer())) binary += String.fromCharCode(byte)
  const reply = await start('documents.keepFile', { kind: PDF, name: file.name.slice(-120), base64: btoa(binary) }).done
  return reply.ok ? { ...reply, preview: null } : reply
}

export const PictureField = (taken: Taken<Photo>) => <FilesField {...taken} accept={PICTURES} keep={keepPhoto} />
/** Pictures and PDFs. */
export const EvidenceField = (taken: Taken<Evidence>) => <FilesField {...taken} accept={`${PICTURES},${PDF}`} keep={keepEvidence} />

type Files<T> = Taken<T> & { accept: string; keep: (file: File) => Promise<Kept<T>> }
function FilesField<T extends { sha256: string; name?: string | null }>({
  label,
  value,
  onChange,
  accept,
  keep,
  required = false,
}: Files<T>) {
  const { t } = useTranslation('ui')
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<Failure | null>(null)
  const take = async (files: readonly File[]): Promise<void> => {
    setFailure(null)
    const taken: T[] = []
    for (const file of files) {
      const kept = await keep(file)
      if (!kept.ok) {
        setFailure(kept.error)
        break
      }
      taken.push(kept.value)
      const { preview } = kept
      if (preview !== null) setSeen((before) => ({ ...before, [kept.value.sha256]: preview }))
    }
    onChange([...value, ...taken.filter(({ sha256 }) => !value.some((each) => each.sha256 === sha256))])
  }
  return (
    <div className="field">
      <div className="row">
        <label className="file-pick">
          <input
            type="file"
            accept={accept}
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
        {!required && <span className="optional">{t('field.optional')}</span>}
      </div>
      {value.length > 0 && (
        <div className="pictures">
          {value.map((file, at) => (
            <div key={file.sha256} className="picture">
              {file.name ? (
                <span className="picture-paper cap">{file.name}</span>
              ) : (
                <img src={seen[file.sha256]} alt={t('picture.nth', { n: at + 1 })} />
              )}
              <Button
                kind="quiet"
                size="small"
                icon={CloseIcon}
                label={t('picture.remove', { n: at + 1 })}
                onPress={() => onChange(value.filter((each) => each !== file))}
              />
            </div>
          ))}
        </div>
      )}
      {failure && <Refused error={failure} module="documents" />}
    </div>
  )
}
