using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace Sampan.Templates.Cryptography;

/// <summary>Derives the same site password from the same secrets, by the Master Password algorithm (masterpassword.app).</summary>
internal static class MasterPassword
{
    private const string Scope = "com.lyndir.masterpassword";

    private static readonly Dictionary<string, string[]> Templates = new(StringComparer.Ordinal)
    {
        ["maximum"] = ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"],
        ["long"] =
        [
            "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv", "CvccCvcvCvcvno", "CvcvnoCvccCvcv",
            "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv",
            "CvccCvccCvcvno", "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc", "CvccCvcvCvccno",
        ],
        ["medium"] = ["CvcnoCvc", "CvcCvcno"],
        ["short"] = ["Cvcn"],
        ["basic"] = ["aaanaaan", "aannaaan", "aaannaaa"],
        ["pin"] = ["nnnn"],
    };

    private static readonly Dictionary<char, string> Characters = new()
    {
        ['V'] = "AEIOU",
        ['C'] = "BCDFGHJKLMNPQRSTVWXYZ",
        ['v'] = "aeiou",
        ['c'] = "bcdfghjklmnpqrstvwxyz",
        ['A'] = "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
        ['a'] = "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
        ['n'] = "0123456789",
        ['o'] = "@&%?,=[]_:-+*$#!'^~;()/.",
        ['x'] = "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
    };

    /// <summary>The password, or a sentence that says there is no such type.</summary>
    public static string Derive(uint counter, string type, byte[] password, byte[] user, byte[] site)
    {
        if (!Templates.TryGetValue(type, out var templates))
        {
            return $"cannot find password template {type}";
        }

        var key = SCrypt.Generate(password, Message(user, null), 32_768, 8, 2, 64);
        var seed = HMACSHA256.HashData(key, Message(site, counter));
        var template = templates[seed[0] % templates.Length];
        var derived = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length; i++)
        {
            var characters = Characters[template[i]];
            derived.Append(characters[seed[i + 1] % characters.Length]);
        }

        return derived.ToString();
    }

    private static byte[] Message(byte[] name, uint? counter)
    {
        var message = new byte[Scope.Length + 4 + name.Length + (counter is null ? 0 : 4)];
        Encoding.ASCII.GetBytes(Scope, message);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(Scope.Length), (uint)name.Length);
        name.CopyTo(message, Scope.Length + 4);
        if (counter is { } number)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), number);
        }

        return message;
    }
}
