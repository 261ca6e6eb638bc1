using System.Numerics;

namespace Sampan.Templates.Cryptography;

/// <summary>The test of Miller and Rabin on one odd number: a prime passes for every base, other numbers for few.</summary>
internal sealed class MillerRabinTest
{
    private readonly MontgomeryModulus _modulus;
    private readonly BigInteger _exponent;
    private readonly int _exponentBits;
    private readonly int _twos;
    private readonly ulong[] _one;
    private readonly ulong[] _minusOne;

    public MillerRabinTest(ReadOnlySpan<ulong> candidate)
    {
        _modulus = new MontgomeryModulus(candidate);
        var predecessor = MontgomeryModulus.ToInteger(candidate) - 1;
        _twos = (int)BigInteger.TrailingZeroCount(predecessor);
        _exponent = predecessor >> _twos;
        _exponentBits = (int)_exponent.GetBitLength();
        _one = _modulus.Enter(BigInteger.One);
        _minusOne = _modulus.Enter(predecessor);
    }

    /// <summary>Whether the number passes for the base, which is at least 2.</summary>
    public bool Passes(uint @base)
    {
        var power = Power(@base);
        if (power.AsSpan().SequenceEqual(_one) || power.AsSpan().SequenceEqual(_minusOne))
        {
            return true;
        }

        for (var i = 1; i < _twos; i++)
        {
            _modulus.Square(power);
            if (power.AsSpan().SequenceEqual(_minusOne))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The base to the power of the candidate's predecessor without its factors of two.</summary>
    private ulong[] Power(uint @base)
    {
        var factor = _modulus.Enter(@base);
        var power = (ulong[])factor.Clone();
        var exponent = MontgomeryModulus.Limbs(_exponent, _modulus.Length);
        for (var bit = _exponentBits - 2; bit >= 0; bit--)
        {
            _modulus.Square(power);
            if ((exponent[bit / 64] >> (bit % 64) & 1) == 0)
            {
                continue;
            }

            // Multiplying by two needs no multiplication, and nearly all candidates fail for that base.
            if (@base == 2)
            {
                _modulus.Double(power);
            }
            else
            {
                _modulus.Multiply(power, factor);
            }
        }

        return power;
    }
}
