namespace Sampan.EndToEnd.Harness;

/// <summary>The releases of kubectl that the server is driven with.</summary>
public enum KubectlRelease
{
    /// <summary>The one on the PATH.</summary>
    Installed,

    /// <summary>1.20, of Debian 12's package kubernetes-client.</summary>
    Debian12,

    /// <summary>1.36, named by the variable KUBECTL.</summary>
    Newest,
}
