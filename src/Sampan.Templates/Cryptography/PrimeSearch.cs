using System.Numerics;
using System.Runtime.InteropServices;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Cryptography;

/// <summary>
/// Finds primes for RSA from a source of randomness: the first prime after a random number. A sieve takes out what small
/// primes divide, the test of Miller and Rabin decides on the rest. The same randomness gives the same prime.
/// </summary>
internal static class PrimeSearch
{
    /// <summary>RSA's public exponent; a prime is only of use where this does not divide its predecessor.</summary>
    public const int PublicExponent = 65_537;

    private const int SieveLimit = 1 << 17;
    private const int WindowSize = 1 << 13;
    private const int LongPrimeBits = 1536;
    private static readonly uint[] SmallPrimes = OddPrimesBelow(SieveLimit);

    /// <summary>A prime of that many bits (a multiple of 64), of which the two highest are set: two such have a product of twice the bits.</summary>
    public static BigInteger Find(RandomSource random, int bits)
    {
        var start = new ulong[bits / 64];
        while (true)
        {
            random.Fill(MemoryMarshal.AsBytes(start.AsSpan()));
            start[0] |= 1;
            start[^1] |= 3UL << 62;

            // Near the end of the range, later candidates could have one bit more.
            if (start[^1] != ulong.MaxValue && FirstPrime(start, random) is { } prime)
            {
                return prime;
            }
        }
    }

    /// <summary>Whether an odd number, of a multiple of 64 bits, is a prime: that of a random number which is not one passes is less likely than 2^-100.</summary>
    public static bool IsPrime(ReadOnlySpan<ulong> candidate, RandomSource random)
    {
        var test = new MillerRabinTest(candidate);
        if (!test.Passes(2))
        {
            return false;
        }

        // The rounds of FIPS 186-5, table B.1.
        var rounds = candidate.Length * 64 >= LongPrimeBits ? 4 : 5;
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < rounds; i++)
        {
            random.Fill(bytes);
            if (!test.Passes(BitConverter.ToUInt32(bytes) | 3))
            {
                return false;
            }
        }

        return true;
    }

    private static BigInteger? FirstPrime(ulong[] start, RandomSource random)
    {
        var composite = Sieve(start);
        var candidate = new ulong[start.Length];
        for (var i = 0; i < composite.Length; i++)
        {
            if (!composite[i])
            {
                Add(start, 2 * (ulong)i, candidate);
                if (Remainder(candidate, PublicExponent) != 1 && IsPrime(candidate, random))
                {
                    return MontgomeryModulus.ToInteger(candidate);
                }
            }
        }

        return null;
    }

    /// <summary>Which of the odd numbers from the start on have a small divisor.</summary>
    private static bool[] Sieve(ulong[] start)
    {
        var composite = new bool[WindowSize];
        foreach (var prime in SmallPrimes)
        {
            // Steps of two from the start to its next odd multiple of the prime.
            var missing = (prime - Remainder(start, prime)) % prime;
            for (var i = (missing % 2 == 0 ? missing : missing + prime) / 2; i < WindowSize; i += prime)
            {
                composite[i] = true;
            }
        }

        return composite;
    }

    private static uint Remainder(ReadOnlySpan<ulong> number, uint divisor)
    {
        ulong remainder = 0;
        for (var i = number.Length - 1; i >= 0; i--)
        {
            remainder = (remainder << 32 | number[i] >> 32) % divisor;
            remainder = (remainder << 32 | (uint)number[i]) % divisor;
        }

        return (uint)remainder;
    }

    private static void Add(ReadOnlySpan<ulong> number, ulong addend, Span<ulong> sum)
    {
        for (var i = 0; i < number.Length; i++)
        {
            sum[i] = number[i] + addend;
            addend = sum[i] < addend ? 1UL : 0;
        }
    }

    private static uint[] OddPrimesBelow(int limit)
    {
        var composite = new bool[limit];
        List<uint> primes = [];
        for (var i = 3; i < limit; i += 2)
        {
            if (composite[i])
            {
                continue;
            }

            primes.Add((uint)i);
            for (var multiple = (long)i * i; multiple < limit; multiple += 2 * i)
            {
                composite[multiple] = true;
            }
        }

        return [.. primes];
    }
}
