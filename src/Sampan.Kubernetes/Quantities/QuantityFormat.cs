namespace Sampan.Kubernetes.Quantities;

/// <summary>How a quantity writes its suffix.</summary>
public enum QuantityFormat
{
    /// <summary><c>n u m k M G T P E</c>, powers of 1000.</summary>
    DecimalSI,

    /// <summary><c>Ki Mi Gi Ti Pi Ei</c>, powers of 1024.</summary>
    BinarySI,

    /// <summary><c>e3</c>, <c>E-6</c>: powers of ten.</summary>
    DecimalExponent,
}
