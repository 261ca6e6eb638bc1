using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Pkcs;

namespace Sampan.Server.Validation.Certificates;

/// <summary>Whether a text is a request for a certificate that its asker has signed, in the words of Go's decoders.</summary>
internal static class RequestSyntax
{
    private const string Ed25519 = "1.3.101.112";
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string WrongBlock = "PEM block type must be CERTIFICATE REQUEST";

    /// <summary>What is wrong with a request, or null.</summary>
    /// <param name="base64">The request's PEM text, encoded.</param>
    public static string? Fault(string base64)
    {
        try
        {
            return PemBlock.Read(Encoding.UTF8.GetString(Convert.FromBase64String(base64))).FirstOrDefault() is { Type: "CERTIFICATE REQUEST" } block
                ? OuterFault(block.Content) ?? ContentFault(block.Content)
                : WrongBlock;
        }
        catch (FormatException)
        {
            return WrongBlock;
        }
    }

    private static string? ContentFault(byte[] content)
    {
        if (Load(content, CertificateRequestLoadOptions.SkipSignatureValidation) is not { } request)
        {
            return "asn1: structure error: malformed certificate request";
        }

        return request.PublicKey.Oid.Value switch
        {
            // The framework has no primitive for it.
            Ed25519 => new Pkcs10CertificationRequest(content).Verify() ? null : "x509: Ed25519 verification failure",
            Rsa => Load(content, CertificateRequestLoadOptions.Default) is null ? "crypto/rsa: verification error" : null,
            _ => Load(content, CertificateRequestLoadOptions.Default) is null ? "x509: ECDSA verification failure" : null,
        };
    }

    private static CertificateRequest? Load(byte[] content, CertificateRequestLoadOptions options)
    {
        try
        {
            return CertificateRequest.LoadSigningRequest(content, HashAlgorithmName.SHA256, options, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A request is one sequence, and nothing after it.
    private static string? OuterFault(byte[] content)
    {
        if (content.Length == 0)
        {
            return "asn1: syntax error: sequence truncated";
        }

        if (!TryReadLength(content, out var length, out var header))
        {
            return "asn1: syntax error: truncated tag or length";
        }

        var (first, isCompound) = (content[0], (content[0] & 0x20) != 0);
        if ((first & 0xdf) != 0x10 || !isCompound)
        {
            return $"asn1: structure error: tags don't match (16 vs {{class:{first >> 6} tag:{first & 0x1f} length:{length} isCompound:{(isCompound ? "true" : "false")}}}) " +
                $"{{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}} certificateRequest @{header}";
        }

        return header + length > content.Length ? "asn1: syntax error: data truncated"
            : header + length < content.Length ? "asn1: syntax error: trailing data"
            : null;
    }

    private static bool TryReadLength(byte[] content, out int length, out int header)
    {
        (length, header) = (0, 2);
        if (content.Length < header)
        {
            return false;
        }

        if (content[1] < 0x80)
        {
            length = content[1];
            return true;
        }

        var bytes = content[1] & 0x7f;
        header += bytes;
        if (bytes is 0 or > 3 || content.Length < header)
        {
            return false;
        }

        length = content[2..header].Aggregate(0, (sum, part) => (sum << 8) | part);
        return true;
    }
}
