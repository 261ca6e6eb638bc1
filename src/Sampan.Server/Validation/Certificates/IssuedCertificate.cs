using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sampan.Server.Validation.Certificates;

/// <summary>The certificates that a signer has put into a request's status.</summary>
internal static class IssuedCertificate
{
    /// <summary>What is wrong with them, or null.</summary>
    /// <param name="base64">Their PEM text, encoded; empty where there are none yet.</param>
    public static string? Fault(string base64)
    {
        if (base64.Length == 0)
        {
            return null;
        }

        var blocks = PemBlock.Read(Encoding.UTF8.GetString(Convert.FromBase64String(base64))).ToList();
        return blocks.Count == 0 ? "must contain at least one CERTIFICATE PEM block" : blocks.Select(BlockFault).FirstOrDefault(fault => fault is not null);
    }

    private static string? BlockFault(PemBlock block) => block switch
    {
        { Type: not "CERTIFICATE" } => $"only CERTIFICATE PEM blocks are allowed, found \"{block.Type}\"",
        { HasHeaders: true } => "no PEM block headers are permitted",
        { Content: [] } => "found CERTIFICATE PEM block containing 0 certificates",
        _ => IsCertificate(block.Content) ? null : "x509: malformed certificate",
    };

    private static bool IsCertificate(byte[] content)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(content);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
