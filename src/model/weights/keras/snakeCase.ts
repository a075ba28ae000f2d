/** `SeparableConv2D` → `separable_conv2d`. Source: `to_snake_case` in keras/src/utils/naming.py. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
