namespace Sampan.Server.Admission.PodSecurity;

/// <summary>The Pod Security Standards, from the most open to the strictest.</summary>
internal enum SecurityLevel
{
    Privileged,
    Baseline,
    Restricted,
}
