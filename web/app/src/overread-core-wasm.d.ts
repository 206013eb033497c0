declare module 'overread-core-wasm?url' {
  const address: string;
  export default address;
}
