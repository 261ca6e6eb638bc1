using System.Numerics;
using System.Runtime.InteropServices;

namespace Sampan.Templates.Cryptography;

/// <summary>
/// Arithmetic modulo an odd number in Montgomery's form, on limbs of 64 bits: what a search for primes spends its time
/// on. Numbers are spans of <see cref="Length"/> limbs, lowest first. One instance serves one thread.
/// </summary>
internal sealed class MontgomeryModulus
{
    private readonly ulong[] _modulus;
    private readonly ulong[] _product;
    private readonly ulong _inverse;

    public MontgomeryModulus(ReadOnlySpan<ulong> modulus)
    {
        _modulus = modulus.ToArray();
        _product = new ulong[2 * modulus.Length];

        // Newton's iteration doubles the right bits each time: -1/m modulo 2^64.
        var inverse = modulus[0];
        for (var i = 0; i < 5; i++)
        {
            inverse *= 2 - modulus[0] * inverse;
        }

        _inverse = 0 - inverse;
    }

    public int Length => _modulus.Length;

    /// <summary>The number in Montgomery's form; it is below the modulus.</summary>
    public ulong[] Enter(BigInteger number) => Limbs((number << (64 * Length)) % ToInteger(_modulus), Length);

    /// <summary>Squares in place.</summary>
    public void Square(Span<ulong> number)
    {
        var product = _product.AsSpan();
        product.Clear();
        for (var i = 0; i < number.Length; i++)
        {
            product[i + number.Length] = AddProduct(product[(2 * i + 1)..], number[(i + 1)..], number[i]);
        }

        ulong doubled = 0, carry = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var high = Math.BigMul(number[i], number[i], out var low);
            (product[2 * i], doubled, carry) = AddDoubled(product[2 * i], low, doubled, carry);
            (product[2 * i + 1], doubled, carry) = AddDoubled(product[2 * i + 1], high, doubled, carry);
        }

        Reduce(number);
    }

    /// <summary>Multiplies in place by another number.</summary>
    public void Multiply(Span<ulong> number, ReadOnlySpan<ulong> factor)
    {
        var product = _product.AsSpan();
        product.Clear();
        for (var i = 0; i < factor.Length; i++)
        {
            product[i + number.Length] = AddProduct(product[i..], number, factor[i]);
        }

        Reduce(number);
    }

    /// <summary>Doubles in place.</summary>
    public void Double(Span<ulong> number)
    {
        ulong carry = 0;
        for (var i = 0; i < number.Length; i++)
        {
            (number[i], carry) = (number[i] << 1 | carry, number[i] >> 63);
        }

        SubtractModulus(number, carry);
    }

    public static BigInteger ToInteger(ReadOnlySpan<ulong> limbs) => new(MemoryMarshal.AsBytes(limbs), isUnsigned: true);

    public static ulong[] Limbs(BigInteger number, int length)
    {
        var limbs = new ulong[length];
        number.TryWriteBytes(MemoryMarshal.AsBytes(limbs.AsSpan()), out _, isUnsigned: true);
        return limbs;
    }

    /// <summary>Divides the product by 2^(64 × length) modulo the modulus.</summary>
    private void Reduce(Span<ulong> result)
    {
        var product = _product.AsSpan();
        ulong carry = 0;
        for (var i = 0; i < result.Length; i++)
        {
            var high = AddProduct(product[i..], _modulus, product[i] * _inverse);
            ref var limb = ref product[i + result.Length];
            var sum = limb + high;
            var overflow = sum < high ? 1UL : 0;
            limb = sum + carry;
            carry = overflow | (limb < carry ? 1UL : 0);
        }

        product[result.Length..].CopyTo(result);
        SubtractModulus(result, carry);
    }

    private void SubtractModulus(Span<ulong> number, ulong carry)
    {
        if (carry == 0 && !IsAtLeastModulus(number))
        {
            return;
        }

        ulong borrow = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var difference = number[i] - _modulus[i];
            var under = number[i] < _modulus[i] || difference < borrow ? 1UL : 0;
            number[i] = difference - borrow;
            borrow = under;
        }
    }

    private bool IsAtLeastModulus(ReadOnlySpan<ulong> number)
    {
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (number[i] != _modulus[i])
            {
                return number[i] > _modulus[i];
            }
        }

        return true;
    }

    /// <summary>Adds number × factor to the sum's first limbs, and gives what is carried beyond them.</summary>
    private static ulong AddProduct(Span<ulong> sum, ReadOnlySpan<ulong> number, ulong factor)
    {
        ulong carry = 0;
        sum = sum[..number.Length];
        for (var i = 0; i < number.Length; i++)
        {
            var high = Math.BigMul(number[i], factor, out var low);
            low += carry;
            high += low < carry ? 1UL : 0;
            var total = sum[i] + low;
            carry = high + (total < low ? 1UL : 0);
            sum[i] = total;
        }

        return carry;
    }

    /// <summary>2 × limb + addend, with the bit shifted in from below and the carry of the limb before.</summary>
    private static (ulong Limb, ulong Doubled, ulong Carry) AddDoubled(ulong limb, ulong addend, ulong doubled, ulong carry)
    {
        var shifted = limb << 1 | doubled;
        var sum = shifted + addend;
        var overflow = sum < addend ? 1UL : 0;
        var total = sum + carry;
        return (total, limb >> 63, overflow | (total < carry ? 1UL : 0));
    }
}
