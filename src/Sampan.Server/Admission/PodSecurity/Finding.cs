namespace Sampan.Server.Admission.PodSecurity;

/// <summary>What a check found: a short reason, and which parts of the pod are meant.</summary>
internal sealed record Finding(string Reason, string Detail)
{
    /// <summary>As messages have it.</summary>
    public override string ToString() => $"{Reason} ({Detail})";
}
