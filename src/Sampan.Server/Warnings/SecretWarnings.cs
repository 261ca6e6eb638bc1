using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Secrets: a certificate and a key that do not belong together, in the words of Go's crypto/tls.</summary>
internal static class SecretWarnings
{
    public static void Of(JsonObject secret, JsonObject? before, List<string> warnings)
    {
        if (secret.TextOf("type") == "kubernetes.io/tls" && Fault(Text(secret, "tls.crt"), Text(secret, "tls.key")) is { } fault)
        {
            warnings.Add(fault);
        }
    }

    private static string Text(JsonObject secret, string key) => Encoding.UTF8.GetString(Convert.FromBase64String(secret.At("data").TextOf(key)));

    private static string? Fault(string certificate, string key)
    {
        var certificates = Labels(certificate);
        if (!certificates.Contains("CERTIFICATE"))
        {
            return certificates switch
            {
                [] => "tls: failed to find any PEM data in certificate input",
                [var only] when only.EndsWith("PRIVATE KEY", StringComparison.Ordinal) =>
                    "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
                _ => $"tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following types: [{string.Join(' ', certificates)}]",
            };
        }

        var keys = Labels(key);
        if (!keys.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            return keys switch
            {
                [] => "tls: failed to find any PEM data in key input",
                ["CERTIFICATE"] => "tls: found a certificate rather than a key in the PEM for the private key",
                _ => $"tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the following types: [{string.Join(' ', keys)}]",
            };
        }

        return Mismatch(certificate, key);
    }

    private static List<string> Labels(string text)
    {
        List<string> labels = [];
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        return labels;
    }

    private static string? Mismatch(string certificate, string key)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            return null;
        }
        catch (ArgumentException)
        {
            return "tls: private key does not match public key";
        }
        catch (CryptographicException)
        {
            return IsCertificate(certificate) ? "tls: failed to parse private key" : "x509: malformed certificate";
        }
    }

    private static bool IsCertificate(string text)
    {
        try
        {
            using var parsed = X509Certificate2.CreateFromPem(text);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
