/** Central differences of Σ dy · f(x) in every element of x, where f is evaluated in float64. */
export function numericGradient(f: (x: Float64Array) => ArrayLike<number>, x: ArrayLike<number>, dy: ArrayLike<number>, step = 1e-5): Float64Array {
  const at = Float64Array.from(x);
  const total = () => {
    const y = f(at);
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += dy[i]! * y[i]!;
    return sum;
  };
  return at.map((value, i) => {
    at[i] = value + step;
    const above = total();
    at[i] = value - step;
    const below = total();
    at[i] = value;
    return (above - below) / (2 * step);
  });
}
