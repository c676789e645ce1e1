/** The component of a widget: 'memory-and-wire' → 'MemoryAndWire'. In a file of its own, because browsers load it, too. */
export const componentName = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, dash, letter) => letter.toUpperCase());
