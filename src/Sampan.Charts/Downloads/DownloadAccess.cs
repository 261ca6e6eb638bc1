namespace Sampan.Charts.Downloads;

/// <summary>How a server is reached: credentials, certificates, and whether they are checked. Files are paths of PEM files; what is not needed is empty.</summary>
public sealed record DownloadAccess
{
    /// <summary>No credentials, the system's certificate authorities.</summary>
    public static DownloadAccess Anonymous { get; } = new();

    /// <summary>The address that the credentials are for: other servers do not get them unless <see cref="PassCredentialsAll"/> is set.</summary>
    public string Address { get; init; } = "";

    /// <summary>The name to sign in with.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password to sign in with.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether every server gets the credentials.</summary>
    public bool PassCredentialsAll { get; init; }

    /// <summary>The client's certificate.</summary>
    public string CertFile { get; init; } = "";

    /// <summary>The key of the client's certificate.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The certificate authorities that servers' certificates are checked against.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>Whether any server's certificate is taken.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>Whether registries are reached without TLS.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether the credentials are there, and may go to an address.</summary>
    internal bool HasCredentialsFor(Uri address) =>
        Username.Length > 0 && Password.Length > 0 &&
        (PassCredentialsAll || (Uri.TryCreate(Address, UriKind.Absolute, out var own) && own.Scheme == address.Scheme && own.Authority == address.Authority));
}
