export function sensitiveAttributes(_k: string, _t: string): readonly string[] { return []; }
export function isWriteOnly(_t: string, path: string): boolean { return path.endsWith("_wo"); }
