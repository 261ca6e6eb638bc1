using System.Collections.Frozen;
using System.Security.Cryptography;
using Sampan.Server.Authentication.Oidc;

namespace Sampan.Server.Authentication;

/// <summary>What a server proves and checks identities with.</summary>
public sealed record ServerCredentials
{
    private const int KeyBits = 2048;

    private ServerCredentials(IReadOnlyDictionary<string, UserInfo> tokens, Lazy<RSA> signingKey)
    {
        Tokens = tokens.ToFrozenDictionary(StringComparer.Ordinal);
        Signer = new TokenSigner(signingKey);
    }

    /// <summary>Fixed bearer tokens and whose they are.</summary>
    public FrozenDictionary<string, UserInfo> Tokens { get; }

    /// <summary>Whether secrets of type <c>bootstrap.kubernetes.io/token</c> are tokens (<c>--enable-bootstrap-token-auth</c>).</summary>
    public bool AcceptsBootstrapTokens { get; init; }

    /// <summary>Others whose signed tokens are believed.</summary>
    public IReadOnlyList<OidcIssuer> Issuers { get; init; } = [];

    /// <summary>Signs service accounts' tokens; its key is made or read on first use.</summary>
    internal TokenSigner Signer { get; }

    /// <summary>A signing key of this process alone.</summary>
    /// <param name="tokens">Fixed bearer tokens, or null for none.</param>
    public static ServerCredentials Generate(IReadOnlyDictionary<string, UserInfo>? tokens = null) =>
        new(tokens ?? FrozenDictionary<string, UserInfo>.Empty, new Lazy<RSA>(() => RSA.Create(KeyBits)));

    /// <summary>A signing key kept in a file, PEM, made if it is not there: tokens survive a restart.</summary>
    /// <param name="keyFile">The private key's file.</param>
    /// <param name="tokens">Fixed bearer tokens, or null for none.</param>
    public static ServerCredentials KeptIn(string keyFile, IReadOnlyDictionary<string, UserInfo>? tokens = null) =>
        new(tokens ?? FrozenDictionary<string, UserInfo>.Empty, new Lazy<RSA>(() => ReadOrCreate(keyFile)));

    private static RSA ReadOrCreate(string keyFile)
    {
        if (File.Exists(keyFile))
        {
            var read = RSA.Create();
            read.ImportFromPem(File.ReadAllText(keyFile));
            return read;
        }

        var created = RSA.Create(KeyBits);
        PrivateFile.Write(keyFile, created.ExportPkcs8PrivateKeyPem());
        return created;
    }
}
