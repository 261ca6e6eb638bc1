using System.Numerics;
using CsCheck;
using Sampan.Templates.Cryptography;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Tests.Cryptography;

public sealed class PrimeSearchTests
{
    private const int Limbs = 4;

    private static readonly Gen<ulong[]> OddNumbers = Gen.ULong.Array[Limbs].Select(limbs =>
    {
        limbs[0] |= 1;
        limbs[^1] |= 1UL << 63;
        return limbs;
    });

    [Fact]
    public void Multiply_AnyNumbers_IsThatOfIntegers() => Gen.Select(OddNumbers, OddNumbers, OddNumbers).Sample((limbs, x, y) =>
    {
        var modulus = new MontgomeryModulus(limbs);
        var n = MontgomeryModulus.ToInteger(limbs);
        var (a, b) = (MontgomeryModulus.ToInteger(x) % n, MontgomeryModulus.ToInteger(y) % n);
        var product = modulus.Enter(a);
        modulus.Multiply(product, modulus.Enter(b));
        Assert.Equal(modulus.Enter(a * b % n), product);

        modulus.Square(product);
        Assert.Equal(modulus.Enter(BigInteger.ModPow(a * b, 2, n)), product);

        modulus.Double(product);
        Assert.Equal(modulus.Enter(2 * BigInteger.ModPow(a * b, 2, n) % n), product);
    });

    [Theory]
    [InlineData("170141183460469231731687303715884105727", true)]
    [InlineData("340282366920938463463374607431768211297", true)]
    [InlineData("340282366920938463463374607431768211453", false)]
    [InlineData("340282366920938463426481119284349108225", false)]
    public void IsPrime_KnownNumber_IsKnown(string number, bool isPrime) =>
        Assert.Equal(isPrime, PrimeSearch.IsPrime(MontgomeryModulus.Limbs(BigInteger.Parse(number, System.Globalization.CultureInfo.InvariantCulture), 2), new RandomSource("test")));

    [Fact]
    public void Find_SameSeed_SamePrimeOfThatLength()
    {
        var prime = PrimeSearch.Find(new RandomSource("seed"), 256);

        Assert.Equal(prime, PrimeSearch.Find(new RandomSource("seed"), 256));
        Assert.NotEqual(prime, PrimeSearch.Find(new RandomSource("other"), 256));
        Assert.Equal(256, prime.GetBitLength());
        Assert.True(new Org.BouncyCastle.Math.BigInteger(prime.ToString(System.Globalization.CultureInfo.InvariantCulture)).IsProbablePrime(50));
        Assert.NotEqual(BigInteger.One, prime % PrimeSearch.PublicExponent);
    }
}
