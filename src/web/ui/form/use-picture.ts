import { useEffect, useState } from 'react'

/** The address of a chosen picture, before it is sent anywhere. */
export function usePicture(file: File | null): string | undefined {
  const [read, setRead] = useState<{ file: File; url: string }>()
  useEffect(() => {
    if (!file?.type.startsWith('image/')) return
    // As `data:`, because the Content-Security-Policy lets no `blob:` in.
    const reader = new FileReader()
    reader.onload = () => {
      if (typeof reader.result === 'string') setRead({ file, url: reader.result })
    }
    reader.readAsDataURL(file)
    return () => reader.abort()
  }, [file])
  return read?.file === file ? read?.url : undefined
}
