//! `x` to the power of `y` with the roundings of Go's `math.Pow`: squares and products of the mantissa, the exponent apart.

/// The power; exact to the last digit where `y` is whole.
pub fn power(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    if y == 0.5 {
        return x.sqrt();
    }
    if y == -0.5 {
        return 1.0 / x.sqrt();
    }
    let whole = y.abs().trunc();
    // Zeros, infinities, NaN, roots of negatives and exponents beyond a product have nothing to round.
    if x == 0.0 || !x.is_finite() || !y.is_finite() || whole >= (1u64 << 63) as f64 || (x < 0.0 && whole != y.abs()) {
        return x.powf(y);
    }
    let (mut rest, mut times) = (y.abs() - whole, whole as u64);
    let mut mantissa = 1.0;
    let mut exponent: i64 = 0;
    if rest != 0.0 {
        if rest > 0.5 {
            rest -= 1.0;
            times += 1;
        }
        mantissa = (rest * x.ln()).exp();
    }
    let (mut factor, mut factor_exponent) = split(x);
    while times != 0 {
        if factor_exponent.abs() > 1 << 12 {
            // Over- or underflow for certain.
            exponent += factor_exponent;
            break;
        }
        if times & 1 == 1 {
            mantissa *= factor;
            exponent += factor_exponent;
        }
        factor *= factor;
        factor_exponent *= 2;
        if factor < 0.5 {
            factor += factor;
            factor_exponent -= 1;
        }
        times >>= 1;
    }
    if y < 0.0 {
        mantissa = 1.0 / mantissa;
        exponent = -exponent;
    }
    joined(mantissa, exponent)
}

/// Mantissa within [0.5, 1) and exponent of a finite number that is not zero.
fn split(value: f64) -> (f64, i64) {
    let (value, shift) = if value.abs() < f64::MIN_POSITIVE { (value * (1u64 << 52) as f64, -52) } else { (value, 0) };
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    (f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)), exponent + shift)
}

/// `mantissa` times two to the power of `exponent`, rounded once.
fn joined(mantissa: f64, exponent: i64) -> f64 {
    let (fraction, own) = split(mantissa);
    let exponent = own + exponent;
    if exponent > 1024 {
        return f64::INFINITY.copysign(mantissa);
    }
    if exponent < -1075 {
        return 0.0f64.copysign(mantissa);
    }
    // In two steps, each within reach of a double.
    let half = exponent / 2;
    let two_to = |power: i64| f64::from_bits(((power + 1023) as u64) << 52);
    if exponent >= -1021 {
        fraction * two_to(half) * two_to(exponent - half)
    } else {
        fraction * two_to(-537) * two_to(exponent + 537)
    }
}
