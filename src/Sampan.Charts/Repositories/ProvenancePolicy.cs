namespace Sampan.Charts.Repositories;

/// <summary>What is done about a package's provenance file when the package is fetched.</summary>
public enum ProvenancePolicy
{
    /// <summary>It is left where it is.</summary>
    Ignore,

    /// <summary>It is fetched and not checked.</summary>
    Fetch,

    /// <summary>It is checked where there is one.</summary>
    VerifyIfPresent,

    /// <summary>Without one that holds, the package is refused.</summary>
    Verify,
}
