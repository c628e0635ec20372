"""K-means, principal components, standardised columns, neighbours, support vector machines and t-SNE against scikit-learn on the
same table. Exits 77 (skipped) without it. Usage: compare_statistics.py PRINT_STATISTICS
"""
import subprocess
import sys

try:
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE, trustworthiness
    from sklearn.neighbors import NearestNeighbors
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

ROWS, COLUMNS = 900, 12
failures = 0


def check(fine, text):
    global failures
    failures += not fine
    print(("" if fine else "WRONG: ") + text)


random = np.random.default_rng(3)
labels = random.integers(0, 3, ROWS)
table = (random.normal(size=(ROWS, COLUMNS)) @ random.normal(size=(COLUMNS, COLUMNS)) * 0.5
         + random.normal(size=(3, COLUMNS))[labels] * 0.7).astype(np.float32)
text = f"{ROWS} {COLUMNS}\n" + "".join(f"{label} {' '.join(repr(float(v)) for v in row)}\n" for label, row in zip(labels, table))
printed = subprocess.run([sys.argv[1]], input=text, check=True, capture_output=True, text=True).stdout
found = {name: np.array(numbers.split(), float) for name, numbers in (line.split(" ", 1) for line in printed.splitlines())}

ours, theirs = found["inertia"][0], KMeans(3, n_init=20, random_state=0).fit(table).inertia_
check(abs(ours / theirs - 1) < 0.01, f"K-means: inertia {ours:.3f}, scikit-learn {theirs:.3f}")
groups = found["groups"].astype(int)
own = sum(((table[groups == k] - table[groups == k].mean(axis=0)) ** 2).sum() for k in range(3))
check(abs(own / ours - 1) < 1e-4, f"K-means: inertia of its groups {own:.3f}")

pca = PCA(2).fit(table.astype(float))
check(np.allclose(found["variance"], pca.explained_variance_, rtol=1e-5), "variance of the components")
check(np.allclose(found["shares"], pca.explained_variance_ratio_, rtol=1e-5), "their shares")
components = found["components"].reshape(2, COLUMNS)
signs = np.sign((components * pca.components_).sum(axis=1))
check(np.abs(components - signs[:, None] * pca.components_).max() < 1e-5, "components, to sign")
positions = found["positions"].reshape(ROWS, 2)
check(np.abs(positions - signs * pca.transform(table)).max() < 1e-3, "positions along them")

scaled = StandardScaler().fit_transform(table.astype(float))
check(np.abs(found["standardised"].reshape(scaled.shape) - scaled).max() < 1e-5, "standardised columns")
nearest = NearestNeighbors(n_neighbors=5).fit(table).kneighbors(table, return_distance=False)
check((found["nearest"].reshape(ROWS, 5) == nearest).all(), "neighbours")

half = ROWS // 2
scaler = StandardScaler().fit(table[:half])
penalty, width, accuracy = found["svm"]
machine = SVC(C=penalty, gamma=width).fit(scaler.transform(table[:half]), labels[:half])
here, there = ((answers == labels[half:]).mean() for answers in (found["answers"], machine.predict(scaler.transform(table[half:]))))
check(abs(here - there) <= 0.005, f"SVM, C {penalty:g}, gamma {width:g}: accuracy {here:.4f}, scikit-learn {there:.4f}")

reference = TSNE(2, perplexity=30, init="pca", learning_rate="auto", random_state=0).fit(table)
plane = found["plane"].reshape(ROWS, 2)
here, there = trustworthiness(table, plane, n_neighbors=12), trustworthiness(table, reference.embedding_, n_neighbors=12)
check(here > there - 0.01, f"t-SNE: trustworthiness {here:.4f}, scikit-learn {there:.4f}")
check(found["divergence"][0] < 1.05 * reference.kl_divergence_,
      f"t-SNE: divergence {found['divergence'][0]:.4f}, scikit-learn {reference.kl_divergence_:.4f}")
sys.exit(1 if failures else 0)
