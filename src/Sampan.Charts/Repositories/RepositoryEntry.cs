using Sampan.Charts.Downloads;

namespace Sampan.Charts.Repositories;

/// <summary>A repository that a user added: its name, address, and how it is reached. An entry of repositories.yaml.</summary>
public sealed record RepositoryEntry
{
    /// <summary>The name that charts are referred to by (<c>name/chart</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The address below which index.yaml is.</summary>
    public required string Url { get; init; }

    /// <summary>The name to sign in with.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password to sign in with.</summary>
    public string Password { get; init; } = "";

    /// <summary>The client's certificate, a PEM file.</summary>
    public string CertFile { get; init; } = "";

    /// <summary>The key of the client's certificate, a PEM file.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The certificate authorities to trust, a PEM file.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>Whether the server's certificate is not checked.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>Whether the servers of the charts get the credentials too.</summary>
    public bool PassCredentialsAll { get; init; }

    /// <summary>How the repository is reached.</summary>
    public DownloadAccess Access => new()
    {
        Address = Url,
        Username = Username,
        Password = Password,
        PassCredentialsAll = PassCredentialsAll,
        CertFile = CertFile,
        KeyFile = KeyFile,
        CaFile = CaFile,
        InsecureSkipTlsVerify = InsecureSkipTlsVerify,
    };

    /// <summary>Checks that the address is one that can be fetched from; throws <see cref="ChartException"/> with Helm's message.</summary>
    public void RequireAddress() => RepositoryAddress.Parse(Url);
}
