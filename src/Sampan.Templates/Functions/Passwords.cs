using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Sampan.Templates.Cryptography;
using Sampan.Templates.Execution;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for passwords and encryption.</summary>
internal static class Passwords
{
    private const int BcryptLimit = 72;
    private const int BcryptCost = 10;
    private const int BlockSize = 16;
    private const int KeySize = 32;
    private static readonly ParameterType Text = ParameterType.Text;

    public static void AddTo(FunctionTable table)
    {
        table.Add("bcrypt", [Text], (context, arguments) => Bcrypt(context, (string)arguments[0]!));
        table.Add("htpasswd", [Text, Text], (context, arguments) => ((string)arguments[0]!).Contains(':')
            ? $"invalid username: {arguments[0]}"
            : $"{arguments[0]}:{Bcrypt(context, (string)arguments[1]!)}");
        table.Add("derivePassword", [ParameterType.Unsigned32, Text, Text, Text, Text], (_, arguments) => MasterPassword.Derive(
            (uint)arguments[0]!,
            (string)arguments[1]!,
            GoText.ToBytes((string)arguments[2]!),
            GoText.ToBytes((string)arguments[3]!),
            GoText.ToBytes((string)arguments[4]!)));
        table.Add("encryptAES", [Text, Text], (context, arguments) => Encrypt(context, (string)arguments[0]!, (string)arguments[1]!));
        table.Add("decryptAES", [Text, Text], (_, arguments) => Decrypt((string)arguments[0]!, (string)arguments[1]!));
    }

    private static string Bcrypt(FunctionContext context, string password)
    {
        if (GoText.Length(password) > BcryptLimit)
        {
            return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
        }

        var salt = new byte[BlockSize];
        context.Random.Fill(salt);
        return OpenBsdBCrypt.Generate("2a", password.ToCharArray(), salt, BcryptCost);
    }

    private static string Encrypt(FunctionContext context, string password, string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var vector = new byte[BlockSize];
        context.Random.Fill(vector);
        using var aes = Cipher(password);
        return Convert.ToBase64String([.. vector, .. aes.EncryptCbc(GoText.ToBytes(text), vector)]);
    }

    private static string Decrypt(string password, string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var bytes = Encodings.Base64(text, out var error) ?? throw new FunctionException(error);
        if (bytes.Length < BlockSize)
        {
            throw new FunctionException($"runtime error: slice bounds out of range [:{BlockSize}] with capacity {(text.Length + 3) / 4 * 3}");
        }

        if (bytes.Length % BlockSize != 0)
        {
            throw new FunctionException("crypto/cipher: input not full blocks");
        }

        using var aes = Cipher(password);
        var padded = aes.DecryptCbc(bytes.AsSpan(BlockSize), bytes.AsSpan(0, BlockSize), PaddingMode.None);
        if (padded.Length == 0)
        {
            throw new FunctionException("runtime error: index out of range [-1]");
        }

        var length = padded.Length - padded[^1];
        return length < 0
            ? throw new FunctionException($"runtime error: slice bounds out of range [:{length}]")
            : GoText.FromBytes(padded.AsSpan(0, length));
    }

    /// <summary>The password's first 32 bytes, filled up with zeros, are the key.</summary>
    private static Aes Cipher(string password)
    {
        var key = new byte[KeySize];
        var bytes = GoText.ToBytes(password);
        bytes.AsSpan(0, Math.Min(bytes.Length, KeySize)).CopyTo(key);
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
