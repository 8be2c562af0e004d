//! Go's `math` on amd64, where its steps differ from the C library's by a last digit: the portable ones of Cephes, and
//! `Exp` and `Hypot` as its assembly does them (with fused multiply and add, as any server of today).

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LOG2_E, PI};

/// `coefficients`, the highest first, at `x`.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().skip(1).fold(coefficients[0], |sum, coefficient| sum * x + coefficient)
}

/// Mantissa within [0.5, 1) and exponent.
pub fn split(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let (value, shift) = if value.is_normal() { (value, 0) } else { (value * (1u64 << 52) as f64, -52) };
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)), exponent + shift)
}

/// `mantissa` times two to the power of `exponent`, rounded once.
fn joined(mantissa: f64, exponent: i64) -> f64 {
    let (fraction, own) = split(mantissa);
    let exponent = i64::from(own) + exponent;
    if exponent > 1024 {
        return f64::INFINITY.copysign(mantissa);
    }
    if exponent < -1075 {
        return 0.0f64.copysign(mantissa);
    }
    // In two steps, each within reach of a double.
    let two_to = |power: i64| f64::from_bits(((power + 1023) as u64) << 52);
    if exponent >= -1021 {
        let half = exponent / 2;
        fraction * two_to(half) * two_to(exponent - half)
    } else {
        fraction * two_to(-537) * two_to(exponent + 537)
    }
}

/// The natural logarithm.
#[allow(clippy::excessive_precision, reason = "as Go writes them")]
pub fn ln(x: f64) -> f64 {
    if x <= 0.0 || !x.is_finite() {
        return x.ln();
    }
    // Not split(): what is too small for the usual form is taken as if it were in it.
    let bits = x.to_bits();
    let mut mantissa = f64::from_bits((bits & ((1 << 52) - 1)) | (1022 << 52));
    let mut exponent = ((bits >> 52) & 0x7ff) as i32 - 1022;
    if mantissa < std::f64::consts::FRAC_1_SQRT_2 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    let (f, k) = (mantissa - 1.0, f64::from(exponent));
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = [1.479819860511658591e-01, 1.818357216161805012e-01, 2.857142874366239149e-01, 6.666666666666735130e-01];
    let even = [1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01];
    let r = s2 * polynomial(s4, &odd) + s4 * polynomial(s4, &even);
    let half = 0.5 * f * f;
    k * 6.93147180369123816490e-01 - ((half - (s * (half + r) + k * 1.90821492927058770002e-10)) - f)
}

/// The exponential.
#[allow(clippy::excessive_precision, reason = "as Go writes them")]
pub fn exp(x: f64) -> f64 {
    if !x.is_finite() || x > 7.09782712893384e+02 {
        return x.exp();
    }
    let exponent = (x * LOG2_E).round_ties_even().max(-2e9);
    let x = (-0.69314718055966295651160180568695068359375f64).mul_add(exponent, x);
    let mut x = (-0.28235290563031577122588448175013436025525412068e-12f64).mul_add(exponent, x) * 0.0625;
    let series: [f64; 8] = [
        2.4801587301587301587e-5,
        1.9841269841269841270e-4,
        1.3888888888888888889e-3,
        8.3333333333333333333e-3,
        4.1666666666666666667e-2,
        1.6666666666666666667e-1,
        0.5,
        1.0,
    ];
    let sum = series.iter().skip(1).fold(series[0], |sum: f64, term| sum.mul_add(x, *term));
    x *= sum;
    for _ in 0..3 {
        x *= x + 2.0;
    }
    let fraction = (x + 2.0).mul_add(x, 1.0);
    let biased = exponent as i64 + 1023;
    if biased >= 0x7ff {
        f64::INFINITY
    } else if biased > 0 {
        fraction * f64::from_bits((biased as u64) << 52)
    } else if biased < -52 {
        0.0
    } else {
        fraction * f64::from_bits(((biased + 1022) as u64) << 52) * f64::MIN_POSITIVE
    }
}

/// The length of the hypotenuse.
pub fn hypot(x: f64, y: f64) -> f64 {
    let (long, short) = (x.abs().max(y.abs()), x.abs().min(y.abs()));
    if long == 0.0 || !long.is_finite() {
        return long;
    }
    let ratio = short / long;
    long * (ratio * ratio + 1.0).sqrt()
}

/// `x` to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
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
        mantissa = exp(rest * ln(x));
    }
    let (mut factor, own) = split(x);
    let mut factor_exponent = i64::from(own);
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

/// 4/π in binary, for arguments too large to be reduced by subtraction.
const FOUR_OVER_PI: [u64; 20] = [
    0x0000000000000001,
    0x45f306dc9c882a53,
    0xf84eafa3ea69bb81,
    0xb6c52b3278872083,
    0xfca2c757bd778ac3,
    0x6e48dc74849ba5c0,
    0x0c925dd413a32439,
    0xfc3bd63962534e7d,
    0xd1046bea5d768909,
    0xd338e04d68befc82,
    0x7323ac7306a673e9,
    0x3908bf177bf25076,
    0x3ff12fffbc0b301f,
    0xde5e2316b414da3e,
    0xda6cfd9e4f96136e,
    0x9e8c7ecd3cbfd45a,
    0xea4f758fd7cbe2f6,
    0x7a0e73ef14a525d4,
    0xd7f6bf623f1aba10,
    0xac06608df8f6d757,
];

/// The octant (even) of a number that is not negative, and what is left of it.
#[allow(clippy::excessive_precision, reason = "as Go writes them")]
fn reduced(x: f64) -> (u64, f64) {
    if x < (1u64 << 29) as f64 {
        let mut octant = (x * (4.0 / PI)) as u64;
        octant += octant & 1;
        let y = octant as f64;
        let rest =
            ((x - y * 7.85398125648498535156e-1) - y * 3.77489470793079817668e-8) - y * 2.69515142907905952645e-15;
        return (octant & 7, rest);
    }
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as usize + 61 - 1023 - 52;
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let (digit, shift) = (exponent / 64, exponent % 64);
    let piece = |at: usize| {
        let get = |at: usize| u128::from(FOUR_OVER_PI.get(at).copied().unwrap_or(0));
        ((((get(at) << 64) | get(at + 1)) << shift) >> 64) as u64
    };
    let product = |piece: u64| u128::from(piece) * u128::from(mantissa);
    let low = (product(piece(digit + 1)) as u64 as u128) + (product(piece(digit + 2)) >> 64);
    let high = (product(piece(digit)) as u64)
        .wrapping_add((product(piece(digit + 1)) >> 64) as u64)
        .wrapping_add((low >> 64) as u64);
    let low = low as u64;
    let octant = high >> 61;
    let high = (high << 3) | (low >> 61);
    let zeros = high.leading_zeros();
    let exponent = u64::from(1023 - (zeros + 1));
    let fraction = (((u128::from(high) << 64) | u128::from(low)) << (zeros + 1) >> 64) as u64;
    let rest = f64::from_bits((fraction >> 12) | (exponent << 52));
    if octant & 1 == 1 { ((octant + 1) & 7, (rest - 1.0) * FRAC_PI_4) } else { (octant, rest * FRAC_PI_4) }
}

#[allow(clippy::excessive_precision, reason = "as Go writes them")]
fn sine_near_zero(z: f64) -> f64 {
    let terms = [
        1.58962301576546568060e-10,
        -2.50507477628578072866e-8,
        2.75573136213857245213e-6,
        -1.98412698295895385996e-4,
        8.33333333332211858878e-3,
        -1.66666666666666307295e-1,
    ];
    z + z * (z * z) * polynomial(z * z, &terms)
}

#[allow(clippy::excessive_precision, reason = "as Go writes them")]
fn cosine_near_zero(z: f64) -> f64 {
    let terms = [
        -1.13585365213876817300e-11,
        2.08757008419747316778e-9,
        -2.75573141792967388112e-7,
        2.48015872888517045348e-5,
        -1.38888888888730564116e-3,
        4.16666666666665929218e-2,
    ];
    let square = z * z;
    1.0 - 0.5 * square + square * square * polynomial(square, &terms)
}

/// The sine.
pub fn sin(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let (octant, rest) = reduced(x.abs());
    let value = if octant & 2 == 2 { cosine_near_zero(rest) } else { sine_near_zero(rest) };
    if (octant > 3) != (x < 0.0) { -value } else { value }
}

/// The cosine.
pub fn cos(x: f64) -> f64 {
    let (octant, rest) = reduced(x.abs());
    let value = if octant & 2 == 2 { sine_near_zero(rest) } else { cosine_near_zero(rest) };
    if (octant > 3) != (octant & 2 == 2) { -value } else { value }
}

/// The tangent.
#[allow(clippy::excessive_precision, reason = "as Go writes them")]
pub fn tan(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let (octant, z) = reduced(x.abs());
    let square = z * z;
    let mut value = z;
    if square > 1e-14 {
        let above = [-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7];
        let below = [
            1.0,
            1.36812963470692954678e4,
            -1.32089234440210967447e6,
            2.50083801823357915839e7,
            -5.38695755929454629881e7,
        ];
        value = z + z * (square * polynomial(square, &above) / polynomial(square, &below));
    }
    if octant & 2 == 2 {
        value = -1.0 / value;
    }
    if x < 0.0 { -value } else { value }
}

#[allow(clippy::excessive_precision, reason = "as Go writes them")]
fn arctangent_near_zero(x: f64) -> f64 {
    let above = [
        -8.750608600031904122785e-01,
        -1.615753718733365076637e+01,
        -7.500855792314704667340e+01,
        -1.228866684490136173410e+02,
        -6.485021904942025371773e+01,
    ];
    let below = [
        1.0,
        2.485846490142306297962e+01,
        1.650270098316988542046e+02,
        4.328810604912902668951e+02,
        4.853903996359136964868e+02,
        1.945506571482613964425e+02,
    ];
    let square = x * x;
    let z = square * polynomial(square, &above) / polynomial(square, &below);
    x * z + x
}

/// The arctangent of a number that is not negative.
#[allow(clippy::excessive_precision, reason = "as Go writes them")]
fn arctangent(x: f64) -> f64 {
    const MORE_BITS: f64 = 6.123233995736765886130e-17;
    if x <= 0.66 {
        arctangent_near_zero(x)
    } else if x > 2.41421356237309504880 {
        FRAC_PI_2 - arctangent_near_zero(1.0 / x) + MORE_BITS
    } else {
        FRAC_PI_4 + arctangent_near_zero((x - 1.0) / (x + 1.0)) + 0.5 * MORE_BITS
    }
}

/// The arctangent.
pub fn atan(x: f64) -> f64 {
    if x == 0.0 {
        x
    } else if x > 0.0 {
        arctangent(x)
    } else {
        -arctangent(-x)
    }
}

/// The angle of the point (`x`, `y`).
pub fn atan2(y: f64, x: f64) -> f64 {
    if y == 0.0 {
        return if x >= 0.0 && !x.is_sign_negative() { y } else { PI.copysign(y) };
    }
    if x == 0.0 {
        return FRAC_PI_2.copysign(y);
    }
    let angle = atan(y / x);
    match (x < 0.0, angle <= 0.0) {
        (false, _) => angle,
        (true, true) => angle + PI,
        (true, false) => angle - PI,
    }
}

/// The arcsine.
pub fn asin(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let absolute = x.abs();
    if absolute > 1.0 {
        return f64::NAN;
    }
    let root = (1.0 - absolute * absolute).sqrt();
    let angle = if absolute > 0.7 { FRAC_PI_2 - arctangent(root / absolute) } else { arctangent(absolute / root) };
    if x < 0.0 { -angle } else { angle }
}

/// The arccosine.
pub fn acos(x: f64) -> f64 {
    FRAC_PI_2 - asin(x)
}
