using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Cryptography;

/// <summary>A rendering's source of randomness for the cryptography library.</summary>
internal sealed class ContextRandom(RandomSource random) : IRandomGenerator
{
    public static SecureRandom Of(RandomSource random) => new(new ContextRandom(random));

    public void AddSeedMaterial(byte[] seed)
    {
    }

    public void AddSeedMaterial(ReadOnlySpan<byte> seed)
    {
    }

    public void AddSeedMaterial(long seed)
    {
    }

    public void NextBytes(byte[] bytes) => random.Fill(bytes);

    public void NextBytes(byte[] bytes, int start, int len) => random.Fill(bytes.AsSpan(start, len));

    public void NextBytes(Span<byte> bytes) => random.Fill(bytes);
}
