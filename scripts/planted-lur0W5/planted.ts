export function forget(): void {
  Promise.reject(new Error('lost'))
}
