using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Charts.Downloads;

/// <summary>Applies certificates and trust to connections.</summary>
internal static class TlsOptions
{
    /// <summary>The options of a connection; throws <see cref="ChartException"/> when a file cannot be used.</summary>
    public static SslClientAuthenticationOptions Of(DownloadAccess access)
    {
        var options = new SslClientAuthenticationOptions();
        if (access.CertFile.Length > 0 && access.KeyFile.Length > 0)
        {
            options.ClientCertificates = [ReadPair(access.CertFile, access.KeyFile)];
        }

        if (access.CaFile.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(ReadAuthorities(access.CaFile));
            options.CertificateChainPolicy = policy;
        }

        if (access.InsecureSkipTlsVerify)
        {
#pragma warning disable CA5359 // Asked for on the command line, by name.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }

    private static X509Certificate2 ReadPair(string certFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certFile, keyFile);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ChartException($"can't create TLS config for client: can't load key pair from cert {certFile} and key {keyFile}: {exception.Message}", cause: exception);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"can't create TLS config for client: can't read CA file: {file}", cause: exception);
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0 ? authorities : throw new ChartException($"can't create TLS config for client: failed to append certificates from file: {file}");
    }
}
