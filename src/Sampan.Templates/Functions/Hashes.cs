using System.Globalization;
using System.Security.Cryptography;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's checksums.</summary>
internal static class Hashes
{
    public static void AddTo(FunctionTable table)
    {
        Add(table, "sha1sum", SHA1.HashData);
        Add(table, "sha256sum", SHA256.HashData);
        Add(table, "sha512sum", SHA512.HashData);
        table.Add("adler32sum", [ParameterType.Text], (_, arguments) => Adler32(GoText.ToBytes((string)arguments[0]!)).ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(FunctionTable table, string name, Func<byte[], byte[]> hash) =>
        table.Add(name, [ParameterType.Text], (_, arguments) => Convert.ToHexStringLower(hash(GoText.ToBytes((string)arguments[0]!))));

    private static uint Adler32(byte[] bytes)
    {
        const uint Modulus = 65_521;
        var (low, high) = (1u, 0u);
        foreach (var value in bytes)
        {
            low = (low + value) % Modulus;
            high = (high + low) % Modulus;
        }

        return (high << 16) | low;
    }
}
