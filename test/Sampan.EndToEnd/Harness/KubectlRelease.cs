namespace Sampan.EndToEnd.Harness;

/// <summary>The releases of kubectl that the server is driven with.</summary>
public enum KubectlRelease
{
    /// <summary>The one on the PATH.</summary>
    Installed,

    /// <summary>That of Debian's package kubernetes-client: 1.20 on Debian 12.</summary>
    Debian,

    /// <summary>1.36, named by the variable KUBECTL.</summary>
    Newest,
}
